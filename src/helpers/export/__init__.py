"""From the merged notebook to what people read: HTML and PDF."""
