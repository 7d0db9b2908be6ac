"""/privacy: what is kept, why and how long; one's own copy of it, and its erasure."""
