using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Remote;

/// <summary>
/// Fetches documents from the URLs that are configured and from nowhere else: within bounds of size and time, without following
/// redirects. The last good copy serves when the server does not, also after a restart where there is a folder for it. A slow server is
/// not waited for where there is one, as every other change of the configuration would wait with it.
/// </summary>
/// <param name="time">Measures the patience with a server where there is a copy.</param>
internal sealed class RemoteDocuments(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Task<RemoteDocument>> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RemoteDocument> _last = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), AutomaticDecompression = DecompressionMethods.All });

    /// <summary>Whether a text is a URL that documents may be fetched from: <c>https</c>, or <c>http</c> on the loopback.</summary>
    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)) && url.UserInfo.Length == 0;

    /// <summary>A URL as anybody may read it: its query may hold a key.</summary>
    public static string Show(string url) => new Uri(url).GetLeftPart(UriPartial.Path);

    /// <summary>The document at a URL, fetched again if it has changed.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="folder">Where copies are kept; null for memory alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DocumentException">It cannot be had, and there is no copy.</exception>
    public async Task<RemoteDocument> GetAsync(string url, string? folder, CancellationToken cancellationToken)
    {
        var copy = folder is null ? null : Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..32] + ".document");
        var before = _last.GetValueOrDefault(url) ?? (FileCopy.TryRead(copy) is { } kept ? new RemoteDocument(kept, null) : null);
        var fetching = _pending.TryRemove(url, out var begun) ? begun : FetchInTimeAsync(url, before);
        if (before is not null && !await EndsSoonAsync(fetching, cancellationToken))
        {
            _pending[url] = fetching;
            return before with { IsPending = true };
        }

        try
        {
            var fetched = await fetching.WaitAsync(cancellationToken);
            if (copy is not null && fetched.Bytes != before?.Bytes)
            {
                FileCopy.TryWrite(copy, fetched.Bytes);
            }

            return _last[url] = fetched;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or DocumentException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = e is DocumentException ? e.Message : e is OperationCanceledException ? $"It did not come within {Timeout.TotalSeconds} seconds." : $"It cannot be fetched ({e.GetType().Name}).";
            return before is null ? throw new DocumentException(OpenApiErrorCodes.Unreadable, reason) : _last[url] = before with { WhyOld = $"{Show(url)}: {reason} The last good copy is used." };
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _http.Dispose();
    }

    /// <summary>Whether a fetch ends within the patience that there is where a copy would do; how it ends is told to whoever awaits it.</summary>
    private async Task<bool> EndsSoonAsync(Task fetching, CancellationToken cancellationToken)
    {
        try
        {
            await fetching.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException) when (!fetching.IsCompleted)
        {
            return false;
        }
        catch (Exception) when (fetching.IsCompleted)
        {
            // It has failed.
        }

        return true;
    }

    private async Task<RemoteDocument> FetchInTimeAsync(string url, RemoteDocument? before)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Timeout);
        return await FetchAsync(url, before, limit.Token);
    }

    private async Task<RemoteDocument> FetchAsync(string url, RemoteDocument? before, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, application/yaml, */*;q=0.5");
        request.Headers.TryAddWithoutValidation("User-Agent", "mcpproxy");
        if (before?.ETag is { } known)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified && before is not null)
        {
            return before with { WhyOld = null };
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new DocumentException(OpenApiErrorCodes.Unreadable, $"The server answered {(int)response.StatusCode}.");
        }

        using var bytes = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > DocumentReader.MaxBytes)
            {
                throw new DocumentException(OpenApiErrorCodes.Unreadable, $"It is larger than {DocumentReader.MaxBytes / (1024 * 1024)} MiB.");
            }

            bytes.Write(buffer, 0, read);
        }

        var tag = response.Headers.ETag?.ToString();
        if (before is not null && bytes.GetBuffer().AsSpan(0, (int)bytes.Length).SequenceEqual(before.Bytes))
        {
            return new RemoteDocument(before.Bytes, tag);
        }

        var content = bytes.ToArray();
        Check(content, before);
        return new RemoteDocument(content, tag);
    }

    /// <summary>What is no document, or has lost all that it had, must not push out the copy of one.</summary>
    private static void Check(byte[] content, RemoteDocument? before)
    {
        var root = DocumentReader.Read(content);
        if (ApiDocument.VersionOf(root) == ApiVersion.Part)
        {
            throw new DocumentException(OpenApiErrorCodes.Malformed, "It is not an OpenAPI document: it says neither 'openapi' nor 'swagger'.");
        }

        if (before is not null && !HasPaths(root) && HasPaths(DocumentReader.Read(before.Bytes)))
        {
            throw new DocumentException(OpenApiErrorCodes.Malformed, "It has no paths any more.");
        }
    }

    private static bool HasPaths(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("paths"u8, out var paths) && paths.ValueKind == JsonValueKind.Object && paths.GetPropertyCount() > 0;
}
