/// The version of the program.
enum Version {
  static let text = "0.1.0"
  /// When it was made, for the foot of the manual page.
  static let date = "2026-11-24"
}
