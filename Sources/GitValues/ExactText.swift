/// A name, compared byte for byte.
///
/// Swift calls two texts equal when Unicode does; git's references, and the branches behind them, are bytes: `é` as
/// one code point and as two are two branches. Names must never be compared or looked up as plain strings.
public struct ExactText: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (a: ExactText, b: ExactText) -> Bool { a.text.isExactly(b.text) }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(text.utf8.count)
  }
}

extension StringProtocol {
  /// Whether two names are the same bytes.
  public func isExactly(_ other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

  /// What follows a beginning, by bytes; nil if the name begins otherwise.
  public func after(_ beginning: String) -> String? {
    guard utf8.starts(with: beginning.utf8) else { return nil }
    return String(decoding: utf8.dropFirst(beginning.utf8.count), as: UTF8.self)
  }

  /// A branch's whole name as people write it, without `refs/heads/`; any other name as it is.
  public var branchName: String { after("refs/heads/") ?? String(self) }
}

extension String? {
  /// Whether there is a name and it is the same bytes.
  public func isExactly(_ other: String) -> Bool { self?.isExactly(other) ?? false }
}

extension Sequence<String> {
  /// Whether one of the names is the same bytes.
  public func containsExactly(_ name: String) -> Bool { contains { $0.isExactly(name) } }
}
