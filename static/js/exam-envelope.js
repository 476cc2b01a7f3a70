/* Seals what waits: a chain of hashes over the answers with the times of this device, as assessments/envelope.py reads it
   (docs/exams.md). The canonical form has its keys in order and its strings in NFC. */

const FORM = "aula-segura/envelope/1";

/* More is not sealed: on a slow line it would go all or not at all, for minutes. It goes answer by answer. */
const MOST = 500;
const MOST_BYTES = 200_000;

const encoder = new TextEncoder();

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") {
    return JSON.stringify(typeof value === "string" ? value.normalize("NFC") : value);
  }
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

async function sha256(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fits(entries) {
  return entries.length <= MOST && encoder.encode(JSON.stringify(entries)).length <= MOST_BYTES;
}

export async function enveloped(attempt, entries, now) {
  let link = await sha256(canonical({ attempt, form: FORM }));
  const answers = [];
  for (const { client, sequence, slot, value, base, at } of entries) {
    const answer = { client, sequence, slot, value, base, at };
    link = await sha256(`${link}\n${canonical(answer)}`);
    answers.push({ ...answer, sha256: link });
  }
  const seal = await sha256(`${link}\n${canonical({ answers: answers.length, sealed_at: now })}`);
  return { form: FORM, sealed_at: now, answers, sha256: seal };
}
