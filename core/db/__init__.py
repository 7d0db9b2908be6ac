"""The staff database: tables, and one module of queries per topic, each on an open transaction."""
