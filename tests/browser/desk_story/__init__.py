"""A long day at a desk, told in chapters. The test that reads them stands beside this folder."""
