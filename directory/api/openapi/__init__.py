"""The description of everything that programs can read here, as OpenAPI 3.1 has it."""
