#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is known about the place that a stream is written to.
struct Terminal: Sendable {
  let isTerminal: Bool
  /// How many columns a line has; 80 when nothing says otherwise.
  let width: Int
  /// Whether it understands escape sequences, for colour and for redrawing a line.
  let isCapable: Bool
  let style: Style

  /// Decides from values, which tests can choose freely.
  ///
  /// `NO_COLOR` counts when it is not empty (https://no-color.org). `--color always` wins over everything.
  init(
    isTerminal: Bool, systemWidth: Int?, color: ColorChoice, environment: (String) -> String?
  ) {
    self.isTerminal = isTerminal
    let wished = environment("COLUMNS").flatMap { Int($0) }
    let columns = [wished, systemWidth].compactMap(\.self).first { $0 > 0 } ?? 80
    width = min(max(columns, 20), 1000)
    isCapable = isTerminal && environment("TERM").map { !$0.isEmpty && $0 != "dumb" } ?? false
    let refusesColor = environment("NO_COLOR").map { !$0.isEmpty } ?? false
    switch color {
    case .always: style = Style(isOn: true)
    case .never: style = .plain
    case .auto: style = Style(isOn: isCapable && !refusesColor)
    }
  }

  /// Looks at an open file and at the environment.
  init(descriptor: Int32, color: ColorChoice = .auto) {
    let isTerminal = isatty(descriptor) == 1
    self.init(
      isTerminal: isTerminal, systemWidth: isTerminal ? Self.columns(of: descriptor) : nil, color: color,
      environment: Self.environmentValue)
  }

  static func standardOutput(color: ColorChoice = .auto) -> Terminal {
    Terminal(descriptor: STDOUT_FILENO, color: color)
  }

  static func standardError(color: ColorChoice = .auto) -> Terminal {
    Terminal(descriptor: STDERR_FILENO, color: color)
  }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return Int(size.ws_col)
  }

  private static func environmentValue(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
