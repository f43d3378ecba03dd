"""智能预审: read documents, gather evidence, run checks, findings. A machine never refuses."""
