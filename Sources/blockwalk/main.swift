print("blockwalk")
