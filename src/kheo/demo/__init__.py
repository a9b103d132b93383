"""The fictional commune for trying Khéo out; lives only in a database marked demo."""
