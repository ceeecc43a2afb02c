namespace McpProxy.Tools.Schema.Formats.Idna;

/// <summary>The directions of characters as far as the rule for host names tells them apart.</summary>
internal enum BidiClass
{
    LeftToRight,
    RightToLeft,
    EuropeanDigit,
    ArabicDigit,
    Mark,
    Neutral,
}
