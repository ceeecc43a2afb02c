namespace McpProxy.Tools.Schema.Evaluation;

/// <summary>The types of JSON Schema as flags. A number that is an integer by value has both number flags.</summary>
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
    Container = Array | Object,
    Any = Null | Boolean | Number | String | Array | Object,
}
