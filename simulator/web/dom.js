// The two ways this page makes elements.

/** A new element with these properties and children. */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A copy of the element in the template `<id>-template` of the page. */
export const fromTemplate = (id) =>
  document.getElementById(`${id}-template`).content.firstElementChild.cloneNode(true);
