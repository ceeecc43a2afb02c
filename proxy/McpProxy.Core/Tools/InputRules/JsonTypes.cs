namespace McpProxy.Tools.InputRules;

/// <summary>Kinds of values that a schema can take.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,

    /// <summary>Any number; a schema that takes those takes integers too.</summary>
    Number = 8 | Integer,
    String = 16,
    Array = 32,
    Object = 64,
    Any = Null | Boolean | Number | String | Array | Object,
}
