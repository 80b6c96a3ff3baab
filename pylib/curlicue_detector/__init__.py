"""The exhibit of one cell and two bits: arithmetic, training, pictures. The page's part is in curlicue_page."""
