// Before anything is painted: an address that asks for one figure alone, ?exhibit=states, shows nothing else.
{
  const asked = new URLSearchParams(location.search).get("exhibit");
  const known = ["states", "overlay", "network", "detector", "draw"].includes(asked); // as in curlicue_page/exhibit.py
  if (known) document.documentElement.dataset.exhibit = asked;
}
