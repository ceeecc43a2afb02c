using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using McpProxy.Outbound;
using McpProxy.Plugins.AmazonAds.Downloads.Naming;
using McpProxy.Plugins.AmazonAds.Downloads.Options;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using McpProxy.Plugins.AmazonAds.Tools;

namespace McpProxy.Plugins.AmazonAds.Downloads.Fetching;

/// <summary>Fetches files of exports into the shelves of callers. The URL is all that goes out: no credential and no header of anybody's.</summary>
internal sealed class ExportFetcher : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private static readonly TimeSpan _longestSilence = TimeSpan.FromMinutes(1);

    private readonly DownloadsOptions _options;
    private readonly StorageBudget _budget;
    private readonly TimeProvider _time;
    private readonly OutboundGuard _guard;
    private readonly HttpClient _client;

    public ExportFetcher(DownloadsOptions options, StorageBudget budget, TimeProvider time)
    {
        (_options, _budget, _time) = (options, budget, time);
        _guard = new OutboundGuard(options.Outbound);
        _client = new HttpClient(_guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private StorageLimits Limits => new(_options.MaxProfileBytes, _options.MaxCallerBytes, _options.MaxTotalBytes, _options.MaxFilesPerProfile);

    /// <summary>Fetches a file.</summary>
    /// <param name="root">The folder of all files.</param>
    /// <param name="shelf">Where it goes.</param>
    /// <param name="id">The export.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="report">Takes bytes so far and, if it is known, how many there will be; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UseFailure">It cannot be had; nothing of it is left.</exception>
    public async Task<FetchedFile> FetchAsync(string root, FileShelf shelf, ExportId id, string url, Func<long, long?, ValueTask>? report, CancellationToken cancellationToken)
    {
        var address = Check(url);
        using var silence = new CancellationTokenSource(_longestSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            using var answer = await SendAsync(address, either.Token);
            var length = answer.Content.Headers.ContentLength;
            StorageFiles.Sweep(root, _options.MaxAge, _time.GetUtcNow());
            using var claim = _budget.Claim(root, shelf.Folder, Limits, length ?? 0);
            var folder = shelf.MakeFolder($"exports/{id.Type}");
            await using var file = new UnfinishedFile(folder);
            await CopyAsync(answer, file, claim, new ProgressPace(report, length, _time), silence, either.Token);
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            return await KeepAsync(answer, address, id, folder, file, claim, either.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw FetchFailures.Silent;
        }
        catch (StorageFullException full)
        {
            throw FetchFailures.Full(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FetchFailures.Full(StorageFullException.Of(e)); // What comes over the network fails otherwise.
        }
    }

    public void Dispose() => _client.Dispose();

    private Uri Check(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            throw FetchFailures.InvalidUrl;
        }

        try
        {
            _guard.Check(address);
            return address;
        }
        catch (OutboundRefusedException refusal)
        {
            throw FetchFailures.NotAllowed(refusal);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        HttpResponseMessage answer;
        try
        {
            answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw failure.InnerException is OutboundRefusedException refusal ? FetchFailures.NotAllowed(refusal) : FetchFailures.Unreachable;
        }

        var refused = answer.StatusCode != HttpStatusCode.OK ? FetchFailures.OfStatus((int)answer.StatusCode)
            : answer.Content.Headers.ContentLength > _options.MaxFileBytes ? FetchFailures.TooLarge(_options.MaxFileBytes)
            : null;
        if (refused is not null)
        {
            answer.Dispose();
            throw refused;
        }

        return answer;
    }

    private async Task CopyAsync(HttpResponseMessage answer, UnfinishedFile file, StorageClaim claim, ProgressPace pace, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            while (await ReadAsync(body, buffer, cancellationToken) is var count and > 0)
            {
                if (file.Length + count > _options.MaxFileBytes)
                {
                    throw FetchFailures.TooLarge(_options.MaxFileBytes);
                }

                claim.Use(count);
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                silence.CancelAfter(_longestSilence);
                await pace.ReportAsync(file.Length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw FetchFailures.Broken; // Also when there was less than Content-Length says.
        }
    }

    private async Task<FetchedFile> KeepAsync(HttpResponseMessage answer, Uri address, ExportId id, string folder, UnfinishedFile file, StorageClaim claim, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var isGzip = file.IsGzip();
        var name = FileNames.Choose(answer.Content.Headers, address, id, now);
        if (isGzip && answer.Content.Headers.ContentEncoding.Contains("gzip") && !name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            name += ".gz"; // It is kept as it came.
        }

        var isPacked = isGzip && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && _options.MaxDecompressedBytes > 0;
        await using var unpacked = isPacked ? await UnpackAsync(file, folder, claim, cancellationToken) : null;
        var sidecar = new Sidecar
        {
            UrlSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri))),
            ExportType = id.Type,
            ContentType = FileNames.ContentTypeOf(name),
            Size = file.Length,
            Sha256 = file.Hash(),
            DownloadedAt = now,
        };
        var (path, unpackedPath) = ("", (string?)null);
        claim.Keep(() =>
        {
            var (placed, bytes) = FilePlacement.Place(file, folder, name, sidecar);
            path = $"exports/{id.Type}/{placed}";
            if (unpacked is null)
            {
                return (1, bytes);
            }

            var inner = FilePlacement.Place(unpacked, folder, placed[..^3], sidecar with { Size = unpacked.Length, Sha256 = unpacked.Hash(), ContentType = FileNames.ContentTypeOf(placed[..^3]), UnpackedFrom = placed });
            unpackedPath = $"exports/{id.Type}/{inner.Name}";
            return (2, bytes + inner.Bytes);
        });
        return new FetchedFile(path, sidecar, unpackedPath, unpacked?.Length, isPacked && unpacked is null ? "It was not unpacked: that would take more bytes than are allowed." : null);
    }

    /// <returns>Null when it would be too large: then the packed file is all that is kept.</returns>
    private async Task<UnfinishedFile?> UnpackAsync(UnfinishedFile packed, string folder, StorageClaim claim, CancellationToken cancellationToken)
    {
        var file = new UnfinishedFile(folder);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var mark = new GzipEndMark();
        try
        {
            await using var gzip = new GZipStream(packed.Reread(mark.Member), CompressionMode.Decompress, leaveOpen: true);
            var held = 0; // What may be the mark is not written before more comes.
            while (await gzip.ReadAsync(buffer.AsMemory(held), cancellationToken) is var count and > 0)
            {
                var ready = Math.Max(0, held + count - GzipEndMark.Length);
                if (file.Length + ready > _options.MaxDecompressedBytes || !claim.TryUse(ready))
                {
                    claim.GiveBack(file.Length);
                    await file.DisposeAsync();
                    packed.EndReread();
                    return null;
                }

                await file.WriteAsync(buffer.AsMemory(0, ready), cancellationToken);
                held += count - ready;
                buffer.AsSpan(ready, held).CopyTo(buffer);
            }

            packed.EndReread();
            return mark.IsIn(buffer.AsSpan(0, held)) ? file : throw new InvalidDataException("The file ends before its end.");
        }
        catch (InvalidDataException)
        {
            await file.DisposeAsync();
            throw FetchFailures.BadArchive;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
