using McpProxy.Tools.Schema.Compilation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>All keywords that can refuse a value, in the order in which they are run: cheap ones first.</summary>
internal static class KeywordCatalog
{
    private static readonly Func<SchemaSource, Keyword?>[] Compilers =
    [
        ConstKeyword.Compile,
        EnumKeyword.Compile,
        NumberBoundKeyword.CompileMinimum,
        NumberBoundKeyword.CompileExclusiveMinimum,
        NumberBoundKeyword.CompileMaximum,
        NumberBoundKeyword.CompileExclusiveMaximum,
        MultipleOfKeyword.Compile,
        TextLengthKeyword.Compile,
        ChildCountKeyword.CompileItems,
        ChildCountKeyword.CompileProperties,
        PatternKeyword.Compile,
        FormatKeyword.Compile,
        MembersKeyword.Compile,
        DependentRequiredKeyword.Compile,
        PropertyNamesKeyword.Compile,
        ItemsKeyword.Compile,
        ContainsKeyword.Compile,
        UniqueItemsKeyword.Compile,
        RefKeyword.Compile,
        DynamicRefKeyword.Compile,
        AllOfKeyword.Compile,
        AnyOfKeyword.Compile,
        OneOfKeyword.Compile,
        NotKeyword.Compile,
        ConditionalKeyword.Compile,
        DependentSchemasKeyword.Compile,
        UnevaluatedPropertiesKeyword.Compile,
        UnevaluatedItemsKeyword.Compile,
    ];

    public static IReadOnlyList<Keyword> Compile(SchemaSource source)
    {
        var keywords = new List<Keyword>();
        foreach (var compile in Compilers)
        {
            if (compile(source) is { } keyword)
            {
                keywords.Add(keyword);
            }
        }

        return keywords.Count == 0 ? [] : keywords;
    }
}
