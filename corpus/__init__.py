"""The project's texts: sample reports with their gold, labelled sentences, the register of real reviews."""
