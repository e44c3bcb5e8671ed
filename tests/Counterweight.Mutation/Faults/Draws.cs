namespace Counterweight.Mutation.Faults;

/// <summary>Weighted draws, shuffles and balanced batches.</summary>
internal static class DrawFaults
{
    private const string Alias = "Counterweight.Tests: *.AliasTableTests *.AgreementTests";
    private const string Comb = "Counterweight.Tests: *.SystematicDrawsTests *.AgreementTests";
    private const string Race = "Counterweight.Tests: *.DrawsWithoutReplacementTests *.AgreementTests";
    private const string Tree = "Counterweight.Tests: *.WeightTreeTests *.AgreementTests";
    private const string Importance = "Counterweight.Tests: *.ImportanceWeightsTests";
    private const string Batches = "Counterweight.Tests: *.BalancedBatchesTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a column's rest is compared one bit too high", "AliasDrawLoop.cs", "rest >>> (bits + 1)", "rest >>> bits", Alias),
        new("the carry between the halves of a product is dropped", "AliasDrawLoop.cs", " + (low >>> 32);", ";", "Counterweight.Tests: *.AccuracyTests *.ChecksumTests"),
        new("what is refused is drawn", "AliasDrawLoop.cs", "ConditionalSelect(accepted, place, column & mask)", "ConditionalSelect(accepted, column & mask, place)", Alias),
        new("the second four draws are the first", "AliasDrawLoop.cs", "Vector256.Load(words + i + 4)", "Vector256.Load(words + i)", Alias),
        new("items of draws begin at their own number", "AliasDrawJob.cs", "(start + first + done)", "(start + done)", Alias),
        new("a tail is drawn from the words of the head", "AliasDrawJob.cs", "AliasDrawLoop.Run(columns, columnCount, words + whole, tail, AliasDrawLoop.Step);", "AliasDrawLoop.Run(columns, columnCount, words, tail, AliasDrawLoop.Step);", Alias),
        new("fractions of units are dropped", "AliasBuildLoop.cs", "carry = wanted - whole;", "", "Counterweight.Tests: *.AliasTableTests *.AccuracyTests"),
        new("the rest of the units is lost", "AliasBuildLoop.cs", "columns[rest] = left < capacity ? left : left | Heavy;", "columns[rest] = capacity | Heavy;", Alias),
        new("a light column takes too little from the heavy one", "AliasBuildLoop.cs", "left -= capacity - column;", "left -= column;", Alias),
        new("what became light is filled with its own", "AliasBuildLoop.cs", "layout.Of(left, next) | Heavy", "layout.Of(left, heavy) | Heavy", Alias),
        new("marks of heavy columns stay", "AliasBuildLoop.cs", "column &= ~Heavy;", "", Alias),
        new("columns that are left draw the first category", "AliasBuildLoop.cs", "layout.Of(0, heavy)", "layout.Of(0, 0)", Alias),
        new("weights are scaled by one factor", "WeightScaling.cs", " * first * second", " * (first * second)", Alias),
        new("the last weights are not summed", "WeightTotalLoop.cs", "Add(Vector256.CreateScalar(scaling.Of(Unsafe.Add(ref first, i))), ref sum, ref lost);", "", Alias),
        new("a lane of the total is left out", "WeightTotalLoop.cs", "for (var lane = 1; lane < Lanes; lane++)", "for (var lane = 1; lane < Lanes - 1; lane++)", Alias),
        new("weights of 0 alone can be drawn", "DrawChecks.cs", "return largest > 0 ?", "return largest >= 0 ?", Alias),
        new("places beyond the last are taken", "DrawChecks.cs", "start > (long.MaxValue / WordsPerDraw) - count", "start > long.MaxValue / WordsPerDraw", Alias),
        new("the words of a draw are those of its half", "DrawChecks.cs", "stream.FillBits(WordsPerDraw * index,", "stream.FillBits(index,", "Counterweight.Tests: *.AccuracyTests *.ChecksumTests"),
        new("the comb begins at its tooth", "SystematicLoop.cs", "(UInt128)Math.BigMul(random, sum, out _)", "(UInt128)0", Comb),
        new("the comb is not carried over", "SystematicLoop.cs", "distance -= length;", "", Comb),
        new("rare arrivals come first", "ArrivalTimes.cs", "times[i] / scaling.Of(here[i])", "times[i] * scaling.Of(here[i])", Race),
        new("weights of 0 arrive last", "ArrivalTimes.cs", "here[i] > T.Zero ? time : double.PositiveInfinity", "time", Race),
        new("tiny weights never arrive", "ArrivalTimes.cs", "time <= double.MaxValue ? time : double.MaxValue", "time", Race),
        new("equal weights arrive in the order of uniforms", "ArrivalTimes.cs", "TensorPrimitives.Negate(times, times);", "", Race),
        new("times of a part are those of the first", "ArrivalTimes.cs", "stream.FillExponential(start + first, times)", "stream.FillExponential(start, times)", Race),
        new("equal times keep the order of the sort", "RaceBuffer.cs", "order[from..to].Sort();", "order[from..to].Reverse();", Race),
        new("the limit is the first time", "RaceBuffer.cs", "Limit = sorted[kept - 1];", "Limit = sorted[0];", Race),
        new("a full buffer forgets who came", "RaceBuffer.cs", "count = kept;", "count = kept - 1;", Race),
        new("fewer weights than draws are taken", "DrawsWithoutReplacement.cs", "if (positive < destination.Length)", "if (weights.Length < destination.Length)", Race),
        new("a short workspace is taken", "DrawsWithoutReplacement.cs", "workspace.Length < needed", "workspace.Length < needed - 1", Race),
        new("the left subtree is not taken off", "WeightTreeLoop.cs", "rest[i] -= goesRight ? left : 0;", "", Tree),
        new("what rounding leaves falls on nothing", "WeightTreeLoop.cs", " & Unsafe.Add(ref left, 1) > 0", "", Tree) { Explanation = "Only a uniform number within 2^-52 of 1 shows it, and no test draws one." },
        new("draws are fractions of 1", "WeightTreeLoop.cs", "rest[i] *= sums[1];", "", Tree),
        new("later draws are the first ones", "WeightTreeLoop.cs", "start += rest.Length;", "", Tree),
        new("a change does not reach the root", "WeightTree.cs", "for (node >>= 1; node > 0; node >>= 1)", "for (node >>= 1; node > 1; node >>= 1)", Tree),
        new("changes take the place of weights", "WeightTree.cs", "var weight = sums[leaves + category] + change;", "var weight = change;", Tree),
        new("a total beyond a double is taken", "WeightTree.cs", "if (!double.IsFinite(Total + weight))", "if (double.IsNaN(Total + weight))", Tree),
        new("importance weights forget the number of draws", "ImportanceWeights.cs", "WeightTotalLoop.Sum(weights, new(largest)) / drawCount", "WeightTotalLoop.Sum(weights, new(largest))", Importance),
        new("importance weights prefer what draws prefer", "ImportanceWeights.cs", "T.CreateTruncating(total / double.CreateTruncating(weight) * rest)", "T.CreateTruncating(double.CreateTruncating(weight) / total * rest)", Importance),
        new("a small unit of weights comes in one part", "ImportanceWeights.cs", "exponent > 0 ? exponent / 2 : Math.Max(exponent, -900)", "exponent", Importance),
        new("draws of no weight are taken", "ImportanceWeights.cs", " || weights[draws[i]] == T.Zero", "", Importance),
        new("weights of draws may overflow", "ImportanceWeights.cs", "inverse.CheckFits(weights, draws[i]);", "", Importance),
        new("the classes never take turns", "BalancedBatches.cs", "((batch * turns) + shares.Length - 1 - c)", "((batch * turns) + shares.Length - 1)", Batches),
        new("rounds begin again without a shuffle", "BalancedBatches.cs", "ShuffleLoop.Run(shuffled, stream, (round * rows.Length) + start);", "ShuffleLoop.Run(shuffled, stream, start);", Batches),
        new("classes of a round have the same order", "BalancedBatches.cs", "(round * rows.Length) + start", "round * rows.Length", Batches),
        new("a shuffle starts from the order before", "BalancedBatches.cs", "rows.AsSpan(start, count).CopyTo(shuffled);", "", Batches),
        new("an order is kept for the next round", "BalancedBatches.cs", "if (rounds[c] != round)", "if (rounds[c] < 0)", Batches),
        new("shuffles never leave an element in its place", "ShuffleLoop.cs", "(ulong)(first + i + 1)", "(ulong)Math.Max(1, first + i)", Batches),
        new("later parts of a shuffle draw as the first", "ShuffleLoop.cs", "(start + first)", "start", "Counterweight.Tests: *.AccuracyTests *.ChecksumTests"),
    ];
}
