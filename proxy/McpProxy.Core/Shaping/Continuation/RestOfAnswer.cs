using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.State.Artifacts;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping.Continuation;

/// <summary>
/// The whole of an answer, kept beside it while it is shortened: by its route, by its tool, or by one after the other. It stays
/// when any of them has cut something. A feature of the exchange; not thread-safe.
/// </summary>
/// <param name="writer">Takes the bytes.</param>
/// <param name="address">Where the caller will find it.</param>
/// <param name="response">Where it was announced; null when it was not.</param>
internal sealed class RestOfAnswer(ArtifactWriter writer, string address, HttpResponse? response) : IDisposable
{
    private int _users = 1;
    private bool _isCut;

    /// <summary>Where MCP clients find it; null when it is not kept.</summary>
    public ArtifactLink? Link { get; private set; }

    /// <summary>Says that the same answer is shortened once more, further on.</summary>
    public void Join() => _users++;

    /// <summary>Takes the next bytes of the answer.</summary>
    public ValueTask TakeAsync(ReadOnlyMemory<byte> bytes) => writer.WriteAsync(bytes);

    /// <summary>Writes an entry of the note on what was cut: where all of it is, or why it is not kept.</summary>
    public void Describe(PooledBuffer note)
    {
        using var json = new Utf8JsonWriter(note);
        json.WriteStartObject();
        if (writer.TryAnnounce())
        {
            json.WriteString("resource"u8, address);
        }
        else
        {
            json.WriteString("not_kept"u8, Explain(writer.Refusal));
        }

        json.WriteEndObject();
    }

    /// <summary>Says that the answer has ended.</summary>
    /// <param name="isCut">Whether something was cut, and all of it was seen.</param>
    public async ValueTask EndAsync(bool isCut)
    {
        _isCut |= isCut;
        if (--_users > 0)
        {
            return;
        }

        if (_isCut && await writer.CompleteAsync())
        {
            Link = new ArtifactLink(address, writer.Artifact.MediaType, writer.Artifact.Length);
            return;
        }

        await writer.DisposeAsync();
        if (response is { HasStarted: false })
        {
            response.Headers.Remove("Link");
        }
    }

    /// <summary>The answer broke off, or nobody reads it.</summary>
    public void Dispose() => writer.Dispose();

    private static string Explain(ArtifactRefusal refusal) => refusal switch
    {
        ArtifactRefusal.TooLarge => "The whole answer is larger than what is kept of one.",
        ArtifactRefusal.CallerFull => "The whole answer is larger than what is kept for one caller.",
        ArtifactRefusal.Full => "There is no room left to keep whole answers.",
        _ => "The whole answer could not be written.",
    };
}
