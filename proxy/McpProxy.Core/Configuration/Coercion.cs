namespace McpProxy.Configuration;

/// <summary>How a value that does not have an argument's type is made into one that does. What cannot be made stays as it is, and the schema decides.</summary>
public enum Coercion
{
    /// <summary>A single value becomes a list of one.</summary>
    List,

    /// <summary>Text that is an allowed value but for case, or for <c>-</c>, <c>_</c> and a space in each other's place, becomes that value.</summary>
    EnumCase,

    /// <summary>A number or boolean becomes its text.</summary>
    Text,

    /// <summary>Text that is a JSON number becomes the number.</summary>
    Number,

    /// <summary>A date-time, or a Unix time of 10 digits (seconds) or 13 (milliseconds), becomes <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>An ISO 8601 date or date-time becomes milliseconds since 1970.</summary>
    EpochMilliseconds,

    /// <summary>Text that holds a JSON object or array becomes that.</summary>
    Json,
}
