//! The only writer: outputs are staged beside the output folder and exchanged with it in one step.
