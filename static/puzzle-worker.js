// Guesses numbers until the key that is made of one begins as the puzzle says.

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (array) => Array.from(array, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function derived(asked, guess) {
  const nonce = bytes(asked.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  new DataView(password.buffer).setUint32(nonce.length, guess);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const rule = { name: "PBKDF2", hash: "SHA-256", salt: bytes(asked.salt), iterations: asked.cost };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(rule, key, asked.keyLength * 8)));
}

async function solve(challenge) {
  const asked = challenge.parameters;
  for (let counter = 0; ; counter += 1) {
    const derivedKey = await derived(asked, counter);
    if (derivedKey.startsWith(asked.keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  }
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await solve(data));
  } catch (error) {
    self.setTimeout(() => { throw error; }); // so that the page hears of it
  }
};
