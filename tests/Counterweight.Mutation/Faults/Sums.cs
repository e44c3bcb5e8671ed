namespace Counterweight.Mutation.Faults;

/// <summary>Gradients, weights, exact sums, teams of threads and checks.</summary>
internal static class SumFaults
{
    private const string Clip = "Counterweight.Tests: *.GradientClippingTests *.GradientNormTests *.ManyItemsTests";
    private const string Weights = "Counterweight.Tests: *.ClassWeightTests *.EffectiveSampleSizeTests *.DeferredReweightingTests";
    private const string Sums = "Counterweight.Tests: *.ReproducibleSumTests *.LossSumTests";
    private const string Lanes = "Counterweight.Tests: *.LaneSumsTests *.LossSumTests";
    private const string Guard = "Counterweight.Tests: *.RefusalTests *.SharedMemoryTests *.LossLawTests";
    private const string Ranges = "Counterweight.Tests: *.GuardTests";
    private const string Items = "Counterweight.Tests: *.ParallelItemsTests *.WorkTeamTests *.GateTests *.SmallPoolTests *.HelperTests";
    private const string Threads = "Counterweight.Tests: *.DegreeOfParallelismTests *.GradientNormTests *.OverlapLossTests *.LossSumTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a norm equal to the limit is clipped", "NormClip.cs", "return root > maxNorm;", "return root >= maxNorm;", Clip),
        new("clipping by rows forgets other threads' rows", "RowClipLoop.cs", "clipped += other.clipped;", "clipped += 0;", Clip),
        new("the tail of a short row is masked one element early", "RowClipLoop.cs", "TBlock.Create(length - i))", "TBlock.Create(length - i - 1))", Clip),
        new("the second block of a row's tail is masked as the first", "RowClipLoop.cs", "TBlock.Create(length - i - TBlock.Count))", "TBlock.Create(length - i))", Clip),
        new("rows of an item start at the item's number", "WorkItems.cs", "var start = (nint)item * itemLength;", "var start = (nint)item;", Clip),
        new(
            "tiny factors of clips are one multiplication",
            "NormClip.cs",
            """
                    for (; rest < least; rest -= least)
                    {
            """,
            """
                    for (; rest < 2 * least; rest -= least)
                    {
            """,
            Clip),
        new("squares of a frame above forget those below", "SquareSum.cs", "AddNextBelow(ref total, middle);", "", Clip),
        new("the frame of small squares is not merged", "SquareSum.cs", "small.Add(in other.small);", "", Clip),
        new("squares beyond the greatest number stay in the middle frame", "SquareSum.cs", "squares <= double.MaxValue ? 0", "!double.IsNaN(squares) ? 0", Clip),
        new("sums beyond the greatest number stay in the middle frame", "SquareSum.cs", "frame == 0 && double.IsInfinity(mean)", "frame == 0 && double.IsNaN(mean)", Clip),
        new("padding of squares is not cleared", "SquareLoop.cs", "new Span<double>(buffer + here, padded - here).Clear();", "", Clip),
        new("items of norms are dropped", "SquareLoop.cs", "squares.Add(in other.squares);", "", Clip),
        new("rows of weight 0 count towards the sample", "SquareLoop.cs", "positive += TBlock.One & TBlock.LessThan(TBlock.Zero, odd);", "positive += TBlock.One & TBlock.LessThanOrEqual(TBlock.Zero, odd);", Weights),
        new("balanced weights of weighted rows divide by the sum alone", "ClassWeights.Balanced.cs", "total / (classes * sum)", "total / sum", Weights),
        new("odd counts of effective numbers are rounded down", "ClassWeights.EffectiveNumber.cs", "q += (1 - q) * one;", "", Weights),
        new("effective numbers of weights are those of whole rows", "ClassWeights.EffectiveNumber.cs", " && sum.Equals(Math.Floor(sum))", "", Weights),
        new("effective numbers of far too many rows are moved", "ClassWeights.EffectiveNumber.cs", "sum *= unit;", "", Weights),
        new("balanced weights of sums beyond a double are 0", "ClassWeights.cs", "double.IsFinite(sums.Length * all.Value) ? 0 : -1", "0", Weights),
        new("inverse square roots change the weight of all rows", "ClassWeights.InverseSquareRoot.cs", "Math.Sqrt(total / sum) / roots", "Math.Sqrt(total / sum)", Weights),
        new("inverse square roots are inverses", "ClassWeights.InverseSquareRoot.cs", "Math.Sqrt(total / sum) / roots", "total / sum / roots", Weights),
        new("a class without weight is given one", "ClassWeights.cs", "throw Absent(c, \"labels\");", "", Weights),
        new("counts of classes are lost where there are no weights", "ClassWeights.cs", "sums[c].Add(counts[c]);", "sums[c].Add(1);", Weights),
        new("the ignored label is counted", "LabelCountLoop.cs", "Unsafe.Add(ref table1, b == ignored ? classes : b)++;", "Unsafe.Add(ref table1, b == ignored ? 0 : b)++;", Weights),
        new("weights of a class are summed for the next one", "ReproducibleSums.cs", "sums[label].Add", "sums[(label + 1) % sums.Length].Add", Weights),
        new("reweighting starts an epoch late", "DeferredReweighting.cs", "epoch < StartEpoch ? before : after", "epoch <= StartEpoch ? before : after", Weights),
        new("the largest product of weights is not checked", "SampleWeights.cs", "WeightChecks.Products(classWeights, sampleWeights, labels, ignoreLabel, largest, nameof(sampleWeights));", "", Weights),
        new(
            "an exact sum loses its highest digit when it grows",
            "ReproducibleSum.cs",
            """
                        digit2 = digit3;
                        digit3 = 0;
            """,
            """
                        digit2 = 0;
                        digit3 = 0;
            """,
            Sums),
        new("digits of parts are rounded, not cut", "TermLoop.cs", "TBlock.SelectLess(value, nearest, nearest - TBlock.One, nearest)", "nearest", Sums),
        new("parts add magnitudes", "TermLoop.cs", "TBlock.SelectLess(term, TBlock.Zero, -TBlock.One, TBlock.One)", "TBlock.One", Sums),
        new("the rest of a part is left out", "TermLoop.cs", "if (whole < count)", "if (whole > count)", Sums),
        new("what is not finite in a part is left out", "TermLoop.cs", "TBlock.MaxAcross(greatest) + TBlock.Sum(finite)", "TBlock.MaxAcross(greatest)", Sums),
        new("parts have no lowest digit", "TermLoop.cs", "sum.AddDigits((long)TBlock.Sum(digit0),", "sum.AddDigits(0,", Sums),
        new("terms of a part are scaled in one step", "TermLoop.cs", "TBlock.Abs(term) * scale * scale", "TBlock.Abs(term) * (scale * scale)", Sums),
        new("infinities of another sum are lost", "ReproducibleSum.cs", "special += aligned.special;", "", Sums),
        new("∞ − ∞ is ∞", "ReproducibleSum.cs", "double.IsNaN(special) ? double.NaN : special", "double.PositiveInfinity", Sums),
        new("the sticky bit is left out", "ReproducibleSum.cs", "(digit3 << (2 * DigitBits)) | (low >> DigitBits) | sticky", "(digit3 << (2 * DigitBits)) | (low >> DigitBits)", Sums),
        new("the sticky bit of the greatest sums is left out", "ReproducibleSum.cs", "digit3 | (low == 0 ? 0 : 1)", "digit3", Sums),
        new("digits of another sum are not aligned", "ReproducibleSum.cs", "aligned.RaiseTo(top);", "", Sums),
        new("subnormal terms are dropped", "ReproducibleSum.cs", "else if (mantissa != 0)", "else if (mantissa != mantissa)", Sums),
        new("what rounding took is dropped", "LaneSums.cs", "sum.Add(lostLoss, lostWeight, 0);", "", Lanes),
        new("what lanes lost is dropped", "LaneSums.cs", " + lanes[(2 * Lanes) + i];", ";", Lanes),
        new("what the fold of lanes rounds away is dropped", "LaneSums.cs", "((old - (sum - added)) + (lanes[i] - added)) + lanes[(2 * Lanes) + i]", "lanes[(2 * Lanes) + i]", Lanes),
        new("lost digits of an infinite sum are NaN", "LaneSums.cs", "lost = double.IsFinite(sum) ? lost : 0;", "", Lanes),
        new("rows are summed in as many lanes as a block has", "LaneSums.cs", "Lanes => 64 / sizeof(T);", "Lanes => TBlock.Count;", Lanes),
        new("rows of the odd block are not counted", "LaneSums.cs", "counted = even + odd;", "counted = even;", Lanes),
        new("an exception of a thread is lost", "WorkTeam.cs", "failure?.Throw();", "", Threads),
        new("the work of a thread that did something is not merged", "WorkTeam.cs", "if (worked)", "if (!worked)", Threads),
        new("slices of threads that do not come are left", "WorkTeam.cs", "turn < slices.Length", "turn < 1", Items),
        new("one item beyond a slice is taken", "WorkSlice.cs", "return (uint)item < (uint)end;", "return (uint)item <= (uint)end;", Items),
        new("after an error items begin", "WorkTeam.cs", "while (!isTaken && from", "while (from", Items),
        new("an interrupted caller does not wait for others", "Gate.cs", "while (holds(state))", "while (holds(state) && !isInterrupted)", Items),
        new("an interruption is lost", "Gate.cs", "        if (isInterrupted)\n", "        if (isInterrupted && Environment.ProcessorCount < 1)\n", Items),
        new("a helper that leaves misses the job of that moment", "Helper.cs", "Volatile.Read(ref job) is not null && Interlocked", "Volatile.Read(ref state) > Present && Interlocked", Items),
        new("a helper that has left is not called back", "Helper.cs", "if (Interlocked.Exchange(ref state, Present) == Absent)\n        {", "if (Interlocked.Exchange(ref state, Present) == Absent && next.IsOver)\n        {", Items),
        new("items of other threads run without the caller's context", "ItemsJob.cs", "else if (ReferenceEquals(", "else if (body is not null || ReferenceEquals(", Items),
        new("an item of the caller's thread alone is run twice", "WorkItems.cs", "job.Run(item);", "job.Run(item / 2);", Items),
        new("what an item changes in its context stays", "ItemsJob.cs", "ExecutionContext.Restore(context);", "", Items),
        new("a helper brings the last job's context along", "Helper.cs", "ExecutionContext.Run(context, static state => ((IHelperJob)state!).Help(), next);", "next.Help();", Items),
        new("behind the greatest item lies the least", "WorkSlice.cs", "return (uint)item < (uint)end;", "return item < end;", Items),
        new("an aborted caller does not wait for others", "WorkTeam.cs", "        finally\n        {\n            // Whatever ends the caller's work, an abort too: others write to its memory.\n            isTaken = true;\n            Close();\n        }\n", "        finally\n        {\n        }\n\n        Close();\n", Items),
        new("a helper that has not come keeps the job", "WorkTeam.cs", "        job = default;\n", "", Items),
        new("a helper in the middle of a job is asked", "Helper.cs", "if (last is { IsOver: false } || ", "if (", Items),
        new("a helper never stands in line again", "Helper.cs", "- start > TurnTicks)", "- start > 1000 * TurnTicks)", Items),
        new("who is interrupted at the gate turns away", "Gate.cs", "                Sleep();\n", "                Monitor.Enter(this);\n", Items),
        new("a caller does not wait for others", "WorkTeam.cs", "static team => team.present > 0", "static team => team.present > 1000", Items),
        new("the caller counts among the helpers that leave", "WorkTeam.cs", "present -= slice > 0 ? 1 : 0;", "present--;", Items),
        new("a job is never over", "WorkTeam.cs", "        isOver = true;\n", "", Items),
        new("an error of a merge is lost", "WorkTeam.cs", "caught ??= ExceptionDispatchInfo.Capture(exception);", "", Items),
        new("every second slice of others is passed over", "WorkTeam.cs", "(slice + turn) % slices.Length", "(slice + (2 * turn)) % slices.Length", Items),
        new("more helpers come than are called", "Helper.cs", "count -= All[i].TryTake(job) ? 1 : 0;", "_ = All[i].TryTake(job);", Items),
        new("a helper does its last job again", "Helper.cs", "                    Interlocked.CompareExchange(ref job, null, next);\n", "", Items),
        new("a helper leaves and does not say so", "Helper.cs", "            Interlocked.Exchange(ref state, Absent);\n", "", Items),
        new("any number of threads is called", "WorkItems.cs", "Math.Min(Math.Min(degreeOfParallelism, MostThreads), count)", "Math.Min(degreeOfParallelism, count)", Items),
        new("the last item is none where it is short", "WorkItems.cs", "(length + itemLength - 1) / itemLength", "length / itemLength", Clip),
        new("one of those who wait at a gate is told", "Gate.cs", "Monitor.PulseAll(this)", "Monitor.Pulse(this)", Items),
        new("a negative number of items is none", "ParallelItems.cs", "        Guard.AtLeast(count, 0);\n", "", Items),
        new("no body does for no items", "ParallelItems.cs", "ArgumentNullException.ThrowIfNull(body);", "if (count > 0)\n        {\n            ArgumentNullException.ThrowIfNull(body);\n        }", Items),
        new("a negative zero length degree is accepted", "Guard.cs", "AtLeast(degreeOfParallelism, 1);", "AtLeast(degreeOfParallelism, 0);", Guard),
        new("the least number is refused", "Guard.cs", "if (value < least)", "if (value <= least)", Ranges),
        new("one above the greatest number is taken", "Guard.cs", "if (value > most)", "if (value > most && Convert.ToDouble(value) - 1 > Convert.ToDouble(most))", Ranges),
        new("one place too many is taken", "Guard.cs", "if ((uint)value >= (uint)count)", "if ((uint)value > (uint)count)", Ranges),
        new("overlap is only seen from one side", "Guard.cs", " || (nuint)(-offset) < (nuint)other.Length * (nuint)sizeof(TOther)", "", Guard),
        new("overlap is only seen from the other side", "Guard.cs", "(nuint)offset < (nuint)one.Length * (nuint)sizeof(T) || ", "", Guard),
        new("memory of two types overlaps by elements of one", "Guard.cs", "(nuint)other.Length * (nuint)sizeof(TOther)", "(nuint)other.Length * (nuint)sizeof(T)", Guard),
        new("an infinite weight is valid", "WeightLoop.cs", "weight >= T.Zero && weight < T.PositiveInfinity", "weight >= T.Zero", Guard),
        new("a label equal to the class count is accepted in a tail", "LabelLoop.cs", "TUnsigned.CreateTruncating(labels[i]) >= TUnsigned", "TUnsigned.CreateTruncating(labels[i]) > TUnsigned", Guard),
        new("the first rejected element is that of the block", "CheckLoop.cs", "                rejected = i;", "                rejected = from;", Guard),
        new("elements of a tail are not checked", "CheckLoop.cs", "Find<TBlock>(whole, elements.Length);", "", Guard),
        new("a fraction above 1 is accepted", "Guard.cs", "value >= T.Zero && value <= T.One", "value >= T.Zero", Guard),
    ];
}
