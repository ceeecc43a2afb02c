namespace McpProxy.Tools.Schema.Formats;

/// <summary>Whether a text, as UTF-8, has a format.</summary>
internal delegate bool FormatCheck(ReadOnlySpan<byte> text);
