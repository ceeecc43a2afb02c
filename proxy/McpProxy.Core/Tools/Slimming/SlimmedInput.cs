namespace McpProxy.Tools.Slimming;

/// <summary>What clients are shown of an input schema.</summary>
/// <param name="Rules">By which rules it was made.</param>
/// <param name="Text">The schema on one line.</param>
internal sealed record SlimmedInput(string Rules, byte[] Text);
