namespace McpProxy.Tools.Schema.Evaluation;

/// <summary>The types of JSON Schema as flags. A number is an <see cref="Integer"/> by value (1.0 is one) or else a <see cref="Fraction"/>.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Null = 1 << 0,
    Boolean = 1 << 1,
    Integer = 1 << 2,
    Fraction = 1 << 3,
    String = 1 << 4,
    Array = 1 << 5,
    Object = 1 << 6,
    Number = Integer | Fraction,
    Any = Null | Boolean | Number | String | Array | Object,
}
