/// What a command takes besides options.
struct OperandSpec: Sendable {
  /// What help calls one of them, for instance `BRANCH`.
  let placeholder: String
  /// How many there have to be.
  let minimum: Int
  /// How many there may be; nil for any number.
  let maximum: Int?
  /// The long name of the flag that stands for them all: either it or operands have to be given.
  var replacement: String?
  let help: String

  /// Any number of operands, none too.
  static func any(_ placeholder: String, help: String) -> OperandSpec {
    OperandSpec(placeholder: placeholder, minimum: 0, maximum: nil, help: help)
  }

  /// At least one operand, or else the flag `replacement`.
  static func some(_ placeholder: String, or replacement: String, help: String) -> OperandSpec {
    OperandSpec(placeholder: placeholder, minimum: 0, maximum: nil, replacement: replacement, help: help)
  }

  /// A fixed list of operands.
  static func exactly(_ placeholders: [String], help: String) -> OperandSpec {
    OperandSpec(
      placeholder: placeholders.joined(separator: " "), minimum: placeholders.count,
      maximum: placeholders.count, help: help)
  }

  /// At least one operand.
  static func some(_ placeholder: String, help: String) -> OperandSpec {
    OperandSpec(placeholder: placeholder, minimum: 1, maximum: nil, help: help)
  }

  /// One operand or none.
  static func optional(_ placeholder: String, help: String) -> OperandSpec {
    OperandSpec(placeholder: placeholder, minimum: 0, maximum: 1, help: help)
  }

  /// The operands as a usage line shows them: `[BRANCH…]`.
  var usage: String {
    let text = maximum == 1 || maximum == minimum ? placeholder : placeholder + "…"
    return minimum == 0 ? "[\(text)]" : text
  }
}
