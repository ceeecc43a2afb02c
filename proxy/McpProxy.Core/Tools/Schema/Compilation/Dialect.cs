namespace McpProxy.Tools.Schema.Compilation;

/// <summary>Which keywords mean something in a schema: decided by its <c>$schema</c>.</summary>
internal sealed record Dialect(Vocabularies Vocabularies)
{
    private const string VocabularyPrefix = "https://json-schema.org/draft/2020-12/vocab/";

    /// <summary>The dialect of schemas without <c>$schema</c>.</summary>
    public const string DefaultUri = "https://json-schema.org/draft/2020-12/schema";

    public static Dialect Default { get; } =
        new(Vocabularies.Core | Vocabularies.Applicator | Vocabularies.Unevaluated | Vocabularies.Validation);

    public bool Has(Vocabularies vocabulary) => (Vocabularies & vocabulary) != 0;

    /// <returns>The vocabulary, <see cref="Vocabularies.None"/> for one that only annotates, or null for an unknown one.</returns>
    public static Vocabularies? Find(string vocabularyUri)
    {
        if (!vocabularyUri.StartsWith(VocabularyPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        return vocabularyUri[VocabularyPrefix.Length..] switch
        {
            "core" => Vocabularies.Core,
            "applicator" => Vocabularies.Applicator,
            "unevaluated" => Vocabularies.Unevaluated,
            "validation" => Vocabularies.Validation,
            "format-assertion" => Vocabularies.FormatAssertion,
            "meta-data" or "format-annotation" or "content" => Vocabularies.None,
            _ => null,
        };
    }
}
