namespace McpProxy.Testing;

/// <summary>A file with a text, a secret for example, that goes when the test ends.</summary>
internal sealed class TempFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"mcpproxy-{Guid.NewGuid():N}");

    public static TempFile With(string text)
    {
        var file = new TempFile();
        File.WriteAllText(file.Path, text);
        return file;
    }

    public void Dispose() => File.Delete(Path);

    public override string ToString() => Path;
}
