/// Colours and weights for text; plain text comes back as it is when they are off.
struct Style: Sendable {
  let isOn: Bool

  static let plain = Style(isOn: false)

  func bold(_ text: String) -> String { wrapped(text, 1) }
  func dim(_ text: String) -> String { wrapped(text, 2) }
  func red(_ text: String) -> String { wrapped(text, 31) }
  func green(_ text: String) -> String { wrapped(text, 32) }
  func yellow(_ text: String) -> String { wrapped(text, 33) }
  func cyan(_ text: String) -> String { wrapped(text, 36) }

  private func wrapped(_ text: String, _ code: Int) -> String {
    isOn && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
