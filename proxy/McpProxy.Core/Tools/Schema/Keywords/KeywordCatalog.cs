using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>All keywords that can refuse a value, in the order in which they are run: cheap ones first.</summary>
internal static class KeywordCatalog
{
    private static readonly Func<SubschemaSource, Keyword?>[] Compilers =
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
    ];

    /// <summary>Fills a schema with what its object says.</summary>
    public static void Compile(SubschemaSource source, SchemaNode schema) => schema.Complete(
        TypeKeyword.Read(source), Keywords(source), UnevaluatedProperties.Compile(source), UnevaluatedItems.Compile(source));

    private static Keyword[] Keywords(SubschemaSource source) => [.. Compilers.Select(compile => compile(source)).OfType<Keyword>()];
}
