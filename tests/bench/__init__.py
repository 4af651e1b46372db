"""The benchmark: a made-up seller of any size, the stages of an audit, and the plain script they are compared with."""
