/** Words of the back end as elements: a paragraph for each line, code between backticks. */
export function prose(text: string): HTMLElement {
  const place = document.createElement("div");
  for (const line of text.split("\n")) {
    const row = document.createElement("div");
    line.split("`").forEach((part, index) => {
      if (index % 2 === 0) return row.append(part);
      const code = document.createElement("code");
      code.textContent = part;
      row.append(code);
    });
    place.append(row);
  }
  return place;
}
