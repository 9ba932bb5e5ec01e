# A slow line between two TUN devices of this machine: every packet is late by a fixed time, some are lost, and no more
# go out than the rate lets. What the kernel's netem does, for kernels without it; TCP at both ends is the real one.
# Arguments: device, device, ms one way, percent lost each way, bytes a second (0: no limit), bytes that wait at most, seed
# Ends with its standard input, and says then how many packets it carried, lost by chance, and lost for want of room.
use strict;
use warnings;
use Fcntl;
use Time::HiRes qw(time);

my ($near, $far, $delay, $loss, $rate, $room, $seed) = @ARGV;
srand($seed);
my ($carried, $lost, $full) = (0, 0, 0);
my @ends = map { { to => undef, tun => tun($_), queue => [], waiting => 0, free => 0 } } ($near, $far);
$ends[0]{to} = $ends[1]{tun};
$ends[1]{to} = $ends[0]{tun};
$| = 1;
print "ready\n";

while (1) {
    my $now = time;
    for my $end (@ends) {
        while (@{ $end->{queue} } && $end->{queue}[0][0] <= $now) {
            my ($due, $packet) = @{ shift @{ $end->{queue} } };
            $end->{waiting} -= length $packet;
            # A device that is down takes nothing; that is a packet lost as well.
            syswrite($end->{to}, $packet);
            $carried++;
        }
    }
    my ($next) = sort { $a <=> $b } map { @{ $_->{queue} } ? $_->{queue}[0][0] : $now + 1 } @ends;
    my $want = '';
    vec($want, fileno($_), 1) = 1 for (\*STDIN, map { $_->{tun} } @ends);
    my $wait = $next - time;
    next if select(my $ready = $want, undef, undef, $wait > 0 ? $wait : 0) <= 0;
    last if vec($ready, fileno(STDIN), 1) && !sysread(STDIN, my $ignored, 64);
    for my $end (@ends) {
        next unless vec($ready, fileno($end->{tun}), 1) && sysread($end->{tun}, my $packet, 65536);
        take($end, $packet, time);
    }
}
print "$carried $lost $full\n";

sub take {
    my ($end, $packet, $now) = @_;
    if (rand(100) < $loss) { $lost++; return }
    if ($rate && $end->{waiting} + length $packet > $room) { $full++; return }
    my $begin = $end->{free} > $now ? $end->{free} : $now;
    $end->{free} = $begin + ($rate ? length($packet) / $rate : 0);
    $end->{waiting} += length $packet;
    push @{ $end->{queue} }, [$end->{free} + $delay / 1000, $packet];
}

# linux/if_tun.h: TUNSETIFF; IFF_TUN | IFF_NO_PI
sub tun {
    my ($name) = @_;
    sysopen(my $tun, '/dev/net/tun', O_RDWR) or die "/dev/net/tun: $!\n";
    ioctl($tun, 0x400454ca, pack('a16 S x22', $name, 0x1001)) or die "$name: $!\n";
    return $tun;
}
