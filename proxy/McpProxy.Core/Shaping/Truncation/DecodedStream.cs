namespace McpProxy.Shaping.Truncation;

/// <summary>What a decoder makes of a body, as long as that does not grow beyond its limits.</summary>
/// <param name="decoder">The decoder.</param>
/// <param name="encoded">What it reads.</param>
/// <param name="limits">How much may come of it.</param>
internal sealed class DecodedStream(Stream decoder, CountedStream encoded, DecodingLimits limits) : ForwardStream
{
    private long _decoded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadDecoderAsync(buffer, cancellationToken);
        _decoded += read;
        if (_decoded > limits.MaxBytes)
        {
            throw new BodyCodingException(BodyCodingException.TooLarge, $"The upstream's compressed answer is longer than {limits.MaxBytes} bytes when it is decoded.");
        }

        if (_decoded > DecodingLimits.Unsuspicious && _decoded / limits.MaxExpansion > encoded.Count)
        {
            throw new BodyCodingException(BodyCodingException.TooLarge, $"The upstream's compressed answer grows more than {limits.MaxExpansion} times when it is decoded.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadDecoderAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await decoder.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new BodyCodingException(BodyCodingException.Damaged, "The upstream's compressed answer is damaged.", e);
        }
    }
}
