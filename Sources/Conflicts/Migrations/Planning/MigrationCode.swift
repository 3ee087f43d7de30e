/// Why a migration is not simply moved: `E` is left to a person, `W` is settled but deserves a look, `I` only informs.
enum MigrationCode: String, Sendable {
  /// It has run somewhere under its name.
  case applied = "E-APPLIED"
  case baseRemoved = "E-BASE-TOUCHED"
  case baseEdited = "E-BASE-EDITED"
  case sameObject = "E-SAME-OBJECT"
  case addAdd = "E-ADD-ADD"
  case duplicateInLane = "E-DUP-IN-BRANCH"
  case graph = "E-GRAPH"
  case snapshot = "E-SNAPSHOT"
  case name = "E-NAME"
  case width = "E-WIDTH"
  case lineage = "E-LINEAGE"
  case sameTable = "W-SAME-TABLE"
  case opaque = "W-OPAQUE"
  /// The target itself has several of one number: they stay, as they may have run.
  case duplicateOnBase = "I-DUP-ON-BASE"

  var stops: Bool { rawValue.hasPrefix("E") }
}
