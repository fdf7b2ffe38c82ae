// What comes with a post besides words and films: a picture to look at, files to keep.

import { element, icon } from "./dom.js";

/** A picture with its description; its size is known beforehand, so that nothing moves when it comes. */
export function drawPicture({ src, alt, width, height }) {
  return element(
    "figure",
    { class: "picture" },
    element("img", { src, alt, width, height, loading: "lazy", decoding: "async" }),
  );
}

export function drawFiles(files) {
  return element(
    "ul",
    { class: "files", "aria-label": "Files" },
    files.map(({ name, href, size }) =>
      element(
        "li",
        {},
        element("a", { class: "file", href, download: name }, icon("down"), element("b", {}, name), element("span", {}, size)),
      ),
    ),
  );
}

/** After a restart the server no longer has the files of older posts. */
export function retireFiles(root) {
  for (const link of root.querySelectorAll(".file[href]")) {
    link.removeAttribute("href");
    link.append(element("span", {}, "gone with the restart; ask for it again"));
  }
}
