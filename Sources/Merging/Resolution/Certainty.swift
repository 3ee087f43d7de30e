/// How sure a rule is of what it settled.
public enum Certainty: String, Sendable, Hashable {
  /// As good as surely right.
  case certain
  /// Most likely right.
  case likely
  /// Left to a person.
  case ask
}
