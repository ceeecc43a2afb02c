namespace McpProxy.Configuration;

/// <summary>How strictly the part of an answer is checked that is left out.</summary>
public enum TruncateCheck
{
    /// <summary>Strings end, and every bracket closes: as fast as memory.</summary>
    Structure,

    /// <summary>Every token, as in the part that is kept: about the speed of a JSON parser.</summary>
    Full,
}
