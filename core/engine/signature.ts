/** Signatures of programs on this machine. */
export { isSignedByApple } from '../channel/signature.ts';
