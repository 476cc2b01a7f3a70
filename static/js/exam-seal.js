/* Closes what waits with AES-256-GCM under a key of the attempt. The name of an item is bound to what it says, and its
   length tells only how many blocks it takes. */

const BLOCK = 256;

const encoder = new TextEncoder();
const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export class Seal {
  /* Fails where the browser does not encrypt: on a page without TLS. */
  static async of(key) {
    return new Seal(await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]));
  }

  constructor(key) {
    this.key = key;
  }

  async close(name, value) {
    const text = JSON.stringify(value);
    const plain = encoder.encode(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await crypto.subtle.encrypt(this.how(name, iv), this.key, plain) };
  }

  /* Returns null for what this key did not close under this name. */
  async open(name, iv, box) {
    try {
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(this.how(name, iv), this.key, box)));
    } catch {
      return null;
    }
  }

  how(name, iv) {
    return { name: "AES-GCM", iv, additionalData: encoder.encode(name) };
  }
}
