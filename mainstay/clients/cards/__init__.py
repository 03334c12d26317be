"""What the company's own programs know about a client, shown beside the client.

They are asked when somebody looks, wait for nobody, and can break nothing: their answers are
data of a few known shapes, never HTML.
"""
