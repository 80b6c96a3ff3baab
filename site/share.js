// A link to the system's sheet where fingers are used, else to the clipboard; other text to the clipboard. files.js fetches this file when it is first
// asked for. Nothing here throws: "shared", "copied", "given up", or "refused" where neither may be used.
export async function share(url) {
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    try {
      await navigator.share({ url, title: document.title });
      return "shared";
    } catch (error) {
      if (error.name === "AbortError") return "given up";
    }
  }
  return copy(url);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "refused";
  }
}
