namespace McpProxy.Tools.InputRules;

/// <summary>How a time is written as an argument.</summary>
internal enum TimeForm
{
    /// <summary>RFC 3339 in UTC, whole seconds.</summary>
    DateTime,

    /// <summary><c>yyyy-MM-dd</c>, the day in UTC.</summary>
    Date,

    /// <summary>A number of milliseconds since 1970.</summary>
    Milliseconds,

    /// <summary>The same, as a text.</summary>
    MillisecondsText,
}
