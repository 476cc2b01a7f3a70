/* Whether a text can be read as a number, as question_types/numeric/reading.py reads it: a number with at most one unit.
   Only the form is known here; what the right number is, and in which unit, is not. */

const PARTS = /^([^0-9]*?)[+\-\u2212]?\s*([.,]?[0-9](?:[0-9.,\s]*[0-9.,])?)(.*)$/su;
const PLAIN = /^(?:[0-9]+[.,]?|[0-9]*[.,][0-9]+)$/;
const GROUPED = new RegExp(
  String.raw`^[0-9]{1,3}(?:(?:\s[0-9]{3})+(?:[.,][0-9]+)?|(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3})+,[0-9]+`
  + String.raw`|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})$`,
);
const UNIT = /^(?!e[+-]?[0-9])[\p{L}\p{So}\p{Sc}%‰]/u;

export function isNumber(text) {
  const [, before, number, after] = PARTS.exec(text.trim()) ?? [];
  if (number === undefined || !(PLAIN.test(number) || GROUPED.test(number))) return false;
  const units = [before, after].map(bare).filter(Boolean);
  return units.length < 2 && units.every((unit) => UNIT.test(unit));
}

function bare(unit) {
  return unit.normalize("NFKC").toLowerCase().replace(/\s+/g, "").replace(/\.$/, "");
}
