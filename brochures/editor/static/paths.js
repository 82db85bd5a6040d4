// Where a text stands: a list of keys and indexes, and the id of the element that shows it.

export function idOf(path) {
  return ["at", ...path.map((piece) => encodeURIComponent(piece))].join(".");
}

// A path may be written as a person reads it, such as topic.points[0].
export function stepsOf(path) {
  if (typeof path !== "string") return path ?? [];
  return path ? path.replace(/\[(\d+)\]/g, ".$1").split(".") : [];
}

// The id of what stood at an id before an item of a list was added, removed or moved; null where it
// is gone. Only lists count: sections keep their names.
export function shifted(id, edit) {
  const list = `${idOf(edit.path.slice(0, -1))}.`;
  const index = edit.path.at(-1);
  const [, number, rest] = (id.startsWith(list) && id.slice(list.length).match(/^(\d+)(.*)$/)) || [];
  if (typeof index !== "number" || number === undefined) return id;
  const now = moved(Number(number), index, edit);
  return now === null ? null : `${list}${now}${rest}`;
}

function moved(number, index, { do: what, to }) {
  if (what === "add") return number >= index ? number + 1 : number;
  if (what === "remove") return number === index ? null : number > index ? number - 1 : number;
  if (what !== "move") return number;
  if (number === index) return to;
  if (index < number && number <= to) return number - 1;
  return to <= number && number < index ? number + 1 : number;
}
