"""From a paper to a file: one composed layout, drawn alike as .docx and .pdf; its tables as .xlsx."""
