using System.Collections;
using Counterweight.Draws;
using Counterweight.Randomness;
using Counterweight.TorchSharp.Memory;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp;

/// <summary>Numbers of rows in batches that hold every class equally often, <see cref="BalancedBatches"/>: for the argument <c>shuffler</c> of a <c>DataLoader</c>, or batch by batch.</summary>
/// <remarks>
/// Batch b of an epoch depends on nothing but the labels, the seed, the epoch and b. Rows of a rare class come several times an epoch, each before any comes
/// again. A loader must have the same batch size, and read the rows in order.
/// </remarks>
public sealed class BalancedBatchSampler : IEnumerable<long>
{
    private readonly BalancedBatches batches;

    /// <summary>Batches by the labels of the rows.</summary>
    /// <param name="labels">One class a row, in [0, <paramref name="num_classes"/>).</param>
    /// <param name="num_classes">K, at least 1; each class has a row.</param>
    /// <param name="batch_size">Rows of a batch, at least 1. Where K does not divide it, the classes take turns.</param>
    /// <param name="seed">Where the orders come from.</param>
    /// <param name="batches_per_epoch">Batches of an epoch, at least 1; null: as many as hold as many rows as there are.</param>
    /// <exception cref="ArgumentException">A class has no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class (the message names index and value), or a number is less than 1.</exception>
    public BalancedBatchSampler(ReadOnlySpan<long> labels, int num_classes, int batch_size, ulong seed = 0, int? batches_per_epoch = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num_classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch_size, 1);
        if (batches_per_epoch is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(batches_per_epoch));
        }

        batches = BalancedBatches.Equal(labels, num_classes, batch_size, new RandomStream(seed));
        BatchesPerEpoch = batches_per_epoch ?? (int)((labels.Length + (batch_size - 1L)) / batch_size);
    }

    /// <summary>Batches by a tensor of labels.</summary>
    /// <param name="labels">int64, [n], contiguous, on the processor.</param>
    /// <param name="num_classes">K, at least 1; each class has a row.</param>
    /// <param name="batch_size">Rows of a batch, at least 1. Where K does not divide it, the classes take turns.</param>
    /// <param name="seed">Where the orders come from.</param>
    /// <param name="batches_per_epoch">Batches of an epoch, at least 1; null: as many as hold as many rows as there are.</param>
    /// <exception cref="ArgumentException">The tensor is of another type, device or layout, or a class has no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class (the message names index and value), or a number is less than 1.</exception>
    public BalancedBatchSampler(Tensor labels, int num_classes, int batch_size, ulong seed = 0, int? batches_per_epoch = null)
        : this(TensorElements.Of<long>(TorchMemory.Of(labels, nameof(labels)), nameof(labels)), num_classes, batch_size, seed, batches_per_epoch)
    {
    }

    /// <summary>Rows of a batch.</summary>
    public int BatchSize => batches.BatchSize;

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The epoch whose rows are enumerated, at least 0; set it before each.</summary>
    public int Epoch
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan((value + 1L) * BatchesPerEpoch, batches.BatchCount, nameof(value));
            field = value;
        }
    }

    /// <summary>The rows of a batch of the epoch, class after class.</summary>
    /// <param name="batch">In [0, <see cref="BatchesPerEpoch"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    public long[] Batch(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, BatchesPerEpoch);
        var rows = new int[BatchSize];
        batches.Fill(checked((Epoch * BatchesPerEpoch) + batch), rows);
        return Array.ConvertAll(rows, row => (long)row);
    }

    /// <summary>The rows of the epoch, batch after batch.</summary>
    public IEnumerator<long> GetEnumerator()
    {
        for (var batch = 0; batch < BatchesPerEpoch; batch++)
        {
            foreach (var row in Batch(batch))
            {
                yield return row;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
