namespace McpProxy.Configuration;

/// <summary>What becomes of an answer that is not valid JSON.</summary>
public enum MalformedJson
{
    /// <summary>An error, or a broken-off answer when its beginning has left.</summary>
    Error,

    /// <summary>What was valid, closed, with an entry in <c>_truncation</c> that says at which byte it ended.</summary>
    KeepValid,
}
