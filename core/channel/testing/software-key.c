/*
 * A FIDO security key without hardware, for tests: the middleware interface ssh-sk-helper loads (SecurityKeyProvider
 * in ssh_config(5)), with Ed25519 only. The key handle in the key file is the private key itself. It is touched
 * already. Cryptography comes from the libcrypto of the program that loads it; no header of it is needed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of libcrypto: opaque to us. */
extern unsigned char *SHA256(const unsigned char *data, size_t count, unsigned char *digest);
extern void *EVP_PKEY_new_raw_private_key(int type, void *engine, const unsigned char *key, size_t length);
extern void *EVP_MD_CTX_new(void);
extern int EVP_DigestSignInit(void *context, void *key_context, const void *digest, void *engine, void *key);
extern int EVP_DigestSign(void *context, unsigned char *sig, size_t *sig_length, const unsigned char *data, size_t count);
#define EVP_PKEY_ED25519 1087

#define SK_ERR_UNSUPPORTED -2
#define SK_ERR_GENERAL -1
#define SK_ED25519 1

struct sk_sign_response {
  uint8_t flags;
  uint32_t counter;
  uint8_t *sig_r;
  size_t sig_r_len;
  uint8_t *sig_s;
  size_t sig_s_len;
};

/* The version of the interface, as OpenSSH 9 and 10 speak it. */
uint32_t sk_api_version(void) { return 0x000a0000; }

int sk_enroll(void) { return SK_ERR_UNSUPPORTED; }

int sk_load_resident_keys(void) { return SK_ERR_UNSUPPORTED; }

/* What a key signs: hash of the application, flags, counter, hash of the data (WebAuthn, section 6.1). */
int sk_sign(uint32_t alg, const uint8_t *data, size_t data_len, const char *application, const uint8_t *handle,
            size_t handle_len, uint8_t flags, const char *pin, void **options, struct sk_sign_response **out) {
  const uint32_t counter = 1;
  uint8_t told[32 + 1 + 4 + 32];
  struct sk_sign_response *answer = calloc(1, sizeof *answer);
  void *context = EVP_MD_CTX_new();
  void *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, handle, handle_len);

  (void)pin;
  (void)options;
  if (alg != SK_ED25519 || answer == NULL || context == NULL || key == NULL) return SK_ERR_GENERAL;
  SHA256((const unsigned char *)application, strlen(application), told);
  told[32] = flags;
  memcpy(told + 33, (const uint8_t[]){0, 0, 0, counter}, 4);
  SHA256(data, data_len, told + 37);
  answer->flags = flags;
  answer->counter = counter;
  answer->sig_r_len = 64;
  answer->sig_r = malloc(answer->sig_r_len);
  if (answer->sig_r == NULL || EVP_DigestSignInit(context, NULL, NULL, NULL, key) != 1 ||
      EVP_DigestSign(context, answer->sig_r, &answer->sig_r_len, told, sizeof told) != 1)
    return SK_ERR_GENERAL;
  *out = answer;
  return 0;
}
