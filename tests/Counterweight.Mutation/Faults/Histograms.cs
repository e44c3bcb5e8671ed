namespace Counterweight.Mutation.Faults;

/// <summary>Sums of rows in cells; scales; rows through trees.</summary>
internal static class HistogramFaults
{
    private const string Class = "Counterweight.Tests: *.ClassHistogramTests *.WeightScaleTests *.HistogramLimitTests";
    private const string Gradient = "Counterweight.Tests: *.GradientHistogramTests *.HistogramLimitTests";
    private const string Packed = "Counterweight.Tests: *.PackedHistogramTests *.WeightPairTests";
    private const string Places = "Counterweight.Tests: *.HistogramPlacesTests";
    private const string Plans = "Counterweight.Tests: *.ScratchTests";
    private const string Compact = "Counterweight.Tests: *.CompactHistogramTests *.HistogramLimitTests";
    private const string Trees = "Counterweight.Tests: *.PackedTreesTests *.TraversalDepthTests *.RowsThroughTreesTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("an empty list of rows is all rows", "RowSet.cs", "IsList = true;", "IsList = !rows.IsEmpty;", "Counterweight.Tests: *.BinMatrixTests"),
        new("a list of rows counts as many as there are", "RowSet.cs", "IsList ? rows.Length : rowCount", "rowCount", Class),
        new("cells of a histogram begin within the increments", "HistogramPlan.cs", "Rounding.Up(BlockRows, 4) * rowLength", "BlockRows * rowLength", Plans),
        new("a bad row of the second work item is accepted", "HistogramLoop.cs", "Failed |= other.Failed;", "", Class),
        new("few rows are added to their parent", "HistogramLoop.cs", "TensorPrimitives.Negate(numbers, numbers);", "", Gradient),
        new("few rows stay in their parent", "HistogramLoop.cs", "AddBlock(first, count, kept, (byte*)data.Parent);", "", Gradient),
        new("many rows stay in their parent", "HistogramSums.cs", "TensorPrimitives.Subtract(parent, sums, parent);", "", Gradient),
        new("many packed rows stay in their parent", "PackedGradientIncrement.cs", "var divides = !parent.IsEmpty;", "var divides = false;", Gradient),
        new("packed Hessians stay in their parent", "PackedGradientIncrement.cs", "(2 * at) + 2) - sums).StoreUnsafe(ref minuend, (2 * at) + 2);", "(2 * at) + 2) - sums).StoreUnsafe(ref destination, (2 * at) + 2);", Gradient),
        new("few rows are taken from their parent twice", "HistogramLoop.cs", "data.Parent == null || TakesRows", "data.Parent == null", Gradient),
        new("the last block of increments is added for all", "HistogramLoop.cs", "data.Count <= plan.BlockRows", "data.Count > 0", Gradient),
        new("a parent may overlap its child", "GradientHistogram.cs", "Guard.Disjoint<long, long>(parent, destination.Cells, nameof(parent), nameof(destination));", "", Gradient),
        new("four sums of cells are three", "CellSums.cs", "(a + b + (c + d)).Store(sum + i);", "(a + b + c).Store(sum + i);", "Counterweight.Tests: *.SplitSearchTests *.GradientSplitSearchTests"),
        new("sums of other threads are dropped", "HistogramLoop.cs", "TensorPrimitives.Add(sum, other.Cells, sum);", "", Class),
        new(
            "columns are not checked beyond the first feature",
            "HistogramLoop.Checks.cs",
            """
                        for (nint feature = 0; feature < features; feature++)
                        {
                            if (!BinCheck.AllBelow(data.Bins + (feature * data.RowCount) + first, count, bound))
            """,
            """
                        for (nint feature = 0; feature < 1; feature++)
                        {
                            if (!BinCheck.AllBelow(data.Bins + (feature * data.RowCount) + first, count, bound))
            """,
            Class),
        new("a bin equal to the bound is accepted", "HistogramLoop.Checks.cs", "bad |= bound - 1 - HistogramOperands", "bad |= bound - HistogramOperands", Class),
        new("the last bins of a row are not checked", "BinCheck.cs", "var good = Vector256.LessThan(Vector256.Load(last), bound);", "var good = Vector256<T>.AllBitsSet;", Class),
        new("a row exactly the number of rows is accepted", "HistogramLoop.Checks.cs", "(nuint)order[position] < rowCount", "(nuint)order[position] <= rowCount", Class),
        new("features beyond fours are lost in wide rows", "HistogramLoop.Adds.cs", "for (var ones = width & 3; ones > 0;", "for (var ones = width & 2; ones > 0;", Class),
        new("places of later features begin with the first", "HistogramLoop.Adds.cs", "feature += 16, own += next", "feature += 16", Places),
        new("the last eight features have the places of those before", "HistogramLoop.Adds.cs", "((width - 8) * featureLength)", "((width - 9) * featureLength)", Places),
        new("bad bins of the first sixteen features are accepted", "HistogramLoop.Adds.cs", "greatest = Vector256.Max(greatest, sixteen);", "", Places),
        new("bad bins of eight features are accepted", "HistogramLoop.Adds.cs", "                var eight = Eight(bin + feature);\n                greatestOfEight = Vector128.Max(greatestOfEight, eight);", "                var eight = Eight(bin + feature);", Places),
        new("bad bins of the last features are accepted", "HistogramLoop.Adds.cs", "greatestOfEight = Vector128.Max(greatestOfEight, eight);\n                ((eight * cellLength) + lastOffsets)", "((eight * cellLength) + lastOffsets)", Places),
        new("bad bins of narrow rows are accepted", "HistogramLoop.Adds.cs", "greatestOfOne = Math.Max(greatestOfOne, one);", "", Places),
        new("places are made of more features than 16 bits number", "HistogramPlan.cs", "HistogramTuning.PlacesLength), HistogramTuning.PanelBytes / featureBytes)", "HistogramTuning.PlacesLength), Math.Max(4, HistogramTuning.PanelBytes / featureBytes))", Places),
        new("the third of four columns is added to the second", "HistogramLoop.Adds.cs", "own.Add(cells2 + offset + (HistogramOperands<TBin>.At(column2 + row) * cellBytes), value);", "own.Add(cells1 + offset + (HistogramOperands<TBin>.At(column2 + row) * cellBytes), value);", Class),
        new("rows of weight 0 are counted in histograms", "ClassIncrement.cs", "kept[0] = units == 0 ? 0 : 1;", "kept[0] = 1;", Class),
        new("sample weights are left out of histograms", "ClassIncrement.cs", "Quantization.At(classWeights, label & classMask) * sample", "Quantization.At(classWeights, label & classMask)", Class),
        new("an infinite sample weight is accepted", "ClassIncrement.cs", "sample <= double.MaxValue", "sample <= double.PositiveInfinity", Class),
        new("a weight at the limit fits", "ClassIncrement.cs", "largest < weightLimit", "largest <= weightLimit", Class),
        new("the largest weight of other threads is forgotten", "ClassIncrement.cs", "largest = Math.Max(largest, other.largest)", "largest = largest", Class),
        new("gradients are not weighted", "GradientQuantizer.cs", "gradient * weight, hessian * weight", "gradient, hessian * weight", Gradient),
        new("so many rows share packed cells that their number overflows", "PackedGradientIncrement.cs", "=> Counts(count)", "=> Counts(count - 1)", Packed),
        new("packed rows of weight 0 are counted", "PackedGradientIncrement.cs", "weightExponent is >= 0 and", "weightExponent is >= -1 and", Packed),
        new("packed rows may weigh twice the limit", "PackedGradientIncrement.cs", "<= 1L << GradientQuantizer<T>.WeightBits;", "<= 4L << GradientQuantizer<T>.WeightBits;", Packed),
        new("rows of the second weight have the first", "TwoWeightIncrement.cs", "-((nint)value[1] & 1) & planeBytes", "0", Packed),
        new("planes are unpacked to each other's weight", "TwoWeightIncrement.cs", "var secondFactors = Vector256.Create(weights.Second)", "var secondFactors = Vector256.Create(weights.First)", Packed),
        new("rows of the second weight add to Hessians", "TwoWeightIncrement.cs", "cell -= count & plane;", "cell -= plane & Vector128<long>.Zero;", Packed),
        new("negative sums of planes lose their sign", "TwoWeightIncrement.cs", "cell >> CountBits, cell >> 1", "cell >>> CountBits, cell >> 1", Packed),
        new("negative Hessians of planes lose their sign", "TwoWeightIncrement.cs", "cell >> CountBits, cell >> 1", "cell >> CountBits, cell >>> 1", Packed),
        new("counts of planes are weighted", "TwoWeightIncrement.cs", "Vector256.Create(weights.First).WithElement(0, 1)", "Vector256.Create(weights.First)", Packed),
        new("counts of the second plane are weighted", "TwoWeightIncrement.cs", "Vector256.Create(weights.Second).WithElement(0, 1)", "Vector256.Create(weights.Second)", Packed),
        new("rows of two weights stay in their parent", "TwoWeightIncrement.cs", "var divides = !parent.IsEmpty;", "var divides = false;", Gradient),
        new("a third weight is the second", "WeightPair.cs", "good &= (~areSecond | (Vector256.Equals(weights, Vector256.Create(Second))", "good &= (~areSecond | (Vector256<long>.AllBitsSet", Packed),
        new("rows of weight 0 have the second weight", "WeightPair.cs", " & Vector256.GreaterThan(weights, Vector256<long>.Zero)", "", Packed),
        new("threads may have different second weights", "WeightPair.cs", "differs |= other.differs || (Second != 0 && other.Second != 0 && Second != other.Second);", "differs |= other.differs;", Packed),
        new("a second weight that another thread found is lost", "WeightPair.cs", "Second = Math.Max(Second, other.Second);", "Second += 0;", Packed),
        new("two weights may pass the limit together", "WeightPair.cs", "((rows - secondRows) * First) + (secondRows * Second) <=", "(rows * First) <=", Packed),
        new("rows of the second weight of other threads have no part in the limit", "WeightPair.cs", "secondRows += other.secondRows;", "secondRows += 0;", Packed),
        new("rows past the end have a weight", "WeightPair.cs", "if (count < 4)", "if (count < 0)", Packed),
        new("what lies in memory that moved is lost", "HistogramLoop.cs", ".CopyTo(new Span<long>(start + now, length));", ".Clear();", "Counterweight.Tests: *.MovedMemoryTests"),
        new("so many rows of two weights share packed cells that their number overflows", "PackedGradientIncrement.cs", "rows < 1 << CountBits", "rows <= 1 << CountBits", Packed),
        new("negative sums of packed cells lose their sign", "PackedGradientIncrement.cs", "packed >> CountBits,", "packed >>> CountBits,", Packed),
        new("packed sums are not weighted", "PackedGradientIncrement.cs", "packed) << exponent;", "packed);", Packed),
        new("packed weights are numbers of rows", "PackedGradientIncrement.cs", "ConditionalSelect(isFirst, count, count << exponent)", "ConditionalSelect(isFirst, count, count)", Packed),
        new("numbers of packed rows lose their highest bit", "PackedGradientIncrement.cs", "(1L << CountBits) - 1", "(1L << (CountBits - 1)) - 1", Packed),
        new("packed numbers of rows are added to the parent", "PackedGradientIncrement.cs", "(Vector128.LoadUnsafe(ref minuend, 2 * at) - count)", "(Vector128.LoadUnsafe(ref minuend, 2 * at) + count)", Gradient),
        new("packed rows may have any weight", "PackedGradientIncrement.cs", " and <= GradientQuantizer<T>.WeightBits\n", "\n", Packed),
        new("packed rows beyond the scale are accepted", "GradientQuantizer.cs", "own.Units(order, first + i, count - i, 0, Vector256<double>.Zero, ref good, out var gradient, out var hessian);\n            Quantization.StoreColumns(kept, 2, (gradient << countBits) + Vector256<long>.One, hessian);", "own.Units(order, first + i, count - i, 0, Vector256<double>.AllBitsSet, ref good, out var gradient, out var hessian);\n            Quantization.StoreColumns(kept, 2, (gradient << countBits) + Vector256<long>.One, hessian);", Packed),
        new("packed Hessians are gradients", "GradientQuantizer.cs", "(gradient << countBits) + Vector256<long>.One, hessian)", "(gradient << countBits) + Vector256<long>.One, gradient)", Packed),
        new("the third row of a tail is read beyond the rows", "GradientQuantizer.cs", "order[Math.Min(position + 2, last)]", "order[position + 2]", Gradient),
        new("rows of several outputs are read as neighbours", "GradientQuantizer.cs", "typeof(TRows) == typeof(AllRows) && stride == 1 && count >= 4", "typeof(TRows) == typeof(AllRows) && count >= 4", Gradient),
        new("listed rows are read as neighbours", "GradientQuantizer.cs", "typeof(TRows) == typeof(AllRows) && stride == 1", "stride == 1", Gradient),
        new("weights of gradients are not rounded to 24 bits", "GradientQuantizer.cs", "Quantization.Round(Quantization.RoundToSingle(units))", "Quantization.Round(units)", Gradient),
        new("negative weights of gradients are accepted", "GradientQuantizer.cs", "good &= Vector256.GreaterThanOrEqual(units, Vector256<double>.Zero) & ", "good &= ", Gradient),
        new("a weight of gradients may be any number", "GradientQuantizer.cs", " & Vector256.LessThanOrEqual(units, Vector256.Create(WeightLimit))", "", Gradient),
        new("without AVX2 the second number of a row is the first", "Quantization.cs", "destination[(i * stride) + 1] = second[i];", "destination[(i * stride) + 1] = first[i];", Packed) { Settings = Widths.Of128 },
        new("places of a panel take more rows than there is room for", "HistogramPlan.cs", "HistogramTuning.PlacesLength / Math.Max(Panel, 1)", "HistogramTuning.PlacesLength / Math.Max(Panel - 1, 1)", Plans),
        new("cells of a histogram begin within the places", "HistogramPlan.cs", "HistogramTuning.PlacesLength * sizeof(ushort) / sizeof(long)", "HistogramTuning.PlacesLength / sizeof(long)", Plans),
        new("the workspace of a histogram lacks what its alignment skips", "HistogramPlan.cs", " + cellsLength + (Scratch.Alignment / sizeof(long))", " + cellsLength", Plans),
        new("strips have as many features as they have", "HistogramPlan.cs", "(int)Rounding.Up(Rounding.Steps(Panel, Math.Max(strips, 1)), 4)", "(int)Rounding.Steps(Panel, Math.Max(strips, 1))", Plans),
        new("a panel is one strip", "HistogramPlan.cs", "Rounding.Steps(Panel, Math.Max(strips, 1))", "Rounding.Steps(Panel, Math.Max(strips / 1000, 1))", Plans),
        new("a block of many outputs has no row", "HistogramPlan.cs", "(sizeof(long) * rowLength), 1, ", "(sizeof(long) * rowLength), 0, ", Plans),
        new("places are made of more features than there is room for", "HistogramPlan.cs", "Math.Min(Math.Min(features, HistogramTuning.PlacesLength), HistogramTuning.PanelBytes / featureBytes)", "Math.Min(features, HistogramTuning.PanelBytes / featureBytes)", Plans),
        new("columns are added one panel at a time", "HistogramPlan.cs", "HistogramTuning.PanelBytes / featureBytes) : 4;", "HistogramTuning.PanelBytes / featureBytes) : 8;", Plans),
        new("bins of later panels are not checked", "HistogramLoop.cs", " && plan.Panel >= data.Features;", ";", Places),
        new("bins of a block are those of its first rows", "HistogramLoop.Adds.cs", "MakePlaces(first + done, some,", "MakePlaces(first, some,", Places),
        new("bins of a panel are those of the first", "HistogramLoop.Adds.cs", "data.Bins + feature, panel,", "data.Bins, panel,", Places),
        new("the last panel is as wide as others", "HistogramLoop.Adds.cs", "            panel = Math.Min(panel, data.Features - feature);\n", "", Places),
        new("rows of a part have the increments of the block's first", "HistogramLoop.Adds.cs", "kept + (done * increment.KeptLength), stripWidth", "kept, stripWidth", Places),
        new("places of a strip follow each other", "HistogramLoop.Adds.cs", "rowPlaces -= width;", "rowPlaces = 0;", Places),
        new("rows of a single column have the first class", "HistogramLoop.Adds.cs", "own.Add(cells + own.OffsetOf(value) + (", "own.Add(cells + (", Class),
        new("cells begin with what another histogram left", "HistogramLoop.cs", "            CellsOf(rented).Clear();\n", "", Gradient),
        new("few rows are added to what was there", "HistogramRun.cs", "            NativeMemory.Clear(data.Destination, (nuint)data.Length * sizeof(long));\n", "", Gradient),
        new("every strip of features has the places of the first", "HistogramLoop.Adds.cs", "places + strip, width);", "places, width);", Places),
        new("increments of a block are those of its first rows", "HistogramLoop.cs", "kept + (done * increment.KeptLength)", "kept", Gradient),
        new("Hessians have the gradients' factor", "GradientQuantizer.cs", "outputs) * Vector256.Create(hessianFactor)", "outputs) * Vector256.Create(gradientFactor)", Gradient),
        new("the weights of other threads do not count towards the limit", "GradientQuantizer.cs", "Math.Min(weightUnits, 1L << 61) + Math.Min(other.weightUnits, 1L << 61)", "weightUnits", Gradient),
        new("rows beyond the fourth of a tail repeat", "GradientQuantizer.cs", "if (count < 4)", "if (count < 3)", Gradient),
        new("the second output reads the first one's gradients", "GradientQuantizer.cs", "Numbers(gradients + output, order", "Numbers(gradients, order", Gradient),
        new("gradients beyond the scale are accepted in rows without weight alone", "GradientQuantizer.cs", "Vector256.LessThanOrEqual(Vector256.Abs(h), Vector256.Create(GradientLimit))", "Vector256.LessThanOrEqual(h, Vector256.Create(GradientLimit))", Gradient),
        new("the last pair of many outputs is dropped", "GradientVectorIncrement.cs", "if (at < bytes)", "if (at < bytes - 16)", Gradient),
        new("weights may sum to twice the limit", "GradientQuantizer.cs", "(1L << WeightBits) + (1L << 31)", "(2L << WeightBits) + (1L << 31)", Gradient),
        new("a unit more than fits is taken for a weight", "WeightScale.cs", "Math.Min(62 - (rowCount", "Math.Min(63 - (rowCount", Class),
        new("a weight scale forgets the weight's own bit", "WeightScale.cs", "var weightBits = Math.ILogB(largestWeight) + 1;", "var weightBits = Math.ILogB(largestWeight);", Class),
        new(
            "bins of one compact feature are marked for another",
            "CompactHistogramLoop.cs",
            """
                    var mark = workspace.Marks + (i * (nint)Bins256);
                    var cellBytes = data.ClassCount * (nint)sizeof(ClassCell);
                    var cell = (byte*)workspace.Cells + (i * (nint)Bins256 * cellBytes);
                    for (; from < end
            """,
            """
                    var mark = workspace.Marks;
                    var cellBytes = data.ClassCount * (nint)sizeof(ClassCell);
                    var cell = (byte*)workspace.Cells + (i * (nint)Bins256 * cellBytes);
                    for (; from < end
            """,
            Compact),
        new("missing values are copied over the last place of values", "CompactPlaces.cs", "to + ((shapeBins - 1) * length), length", "to + ((shapeBins - 2) * length), length", Compact),
        new("compact cells are not cleared for the next node", "CompactPlaces.cs", "Vector128<long>.Zero.Store(from + part);", "", Compact),
        new("compact cells of random thresholds are not cleared for the next node", "CompactPlaces.cs", "Vector128<long>.Zero.Store(cell + part);", "", Compact),
        new("compact marks are not cleared for the next node", "CompactPlaces.cs", "                to += length;\n            }\n\n            workspace.Masks[(i * (nint)MaskWords) + word] = 0;", "                to += length;\n            }", Compact),
        new("a random threshold is drawn one too high", "CompactPlaces.cs", "(ulong)(high - low), out _)", "(ulong)(high - low + 1), out _)", Compact),
        new("a value at a random threshold goes right", "CompactPlaces.cs", "bin > threshold ? length : 0", "bin >= threshold ? length : 0", Compact),
        new("a label beyond the classes is accepted by compact histograms", "CompactHistogramLoop.cs", "(uint)what.Label >= classes || what.Count < 0", "(uint)what.Label > classes || what.Count < 0", Compact),
        new("a value equal to the threshold goes right", "TraversalLoop.cs", "value <= node->Threshold ? 1 : 0", "value < node->Threshold ? 1 : 0", Trees),
        new("missing values go right in every tree", "TraversalLoop.cs", "(T.IsNaN(value) ? 1 : 0) & (int)((uint)feature >> 31)", "0", Trees),
        new("a category beyond the set is in it", "TraversalLoop.cs", "(uint)category < (ulong)(uint)*set * 64", "(uint)category <= (ulong)(uint)*set * 64", Trees),
        new("a fraction is taken for a category", "TraversalLoop.cs", "T.CreateTruncating(category) == value && ", "", Trees),
        new("missing values go right in eight lanes", "GatheredFalls.cs", "(stays | (~isPresent & (feature >> 31)))", "stays", Trees),
        new("a row of eight lanes starts where the one before does", "GatheredFalls.cs", "Vector256<int>.Indices + Vector256.Create(i)", "(Vector256<int>.Indices & Vector256.Create(6)) + Vector256.Create(i)", Trees),
        new("what is short of eight lanes reads beyond the rows", "GatheredFalls.cs", "(Vector256.LessThan(place, Vector256.Create(count)) & (place * rowStride))", "(place * rowStride * 1000)", Trees),
        new("doubles take the thresholds of each other", "GatheredFalls.cs", "Avx.Permute2x128(even, odd, 0x31)", "Avx.Permute2x128(even, odd, 0x20)", Trees),
        new("the children of doubles are their features", "GatheredFalls.cs", "0b11_01_11_01", "0b10_00_10_00", Trees),
        new("only the last eight lanes are waited for", "GatheredFalls.cs", "moved |= next ^ last;", "moved = next ^ last;", Trees),
        new("the last rows are not taken through trees", "LeafValueJob.cs", "AddTrees(row, leaves);", "", Trees),
        new("groups of trees begin with the first output", "LeafValueJob.cs", "        var output = 0;\n        var group = TraversalLoop<T>.Group(in data);\n        for (var tree = 0; tree < trees; tree += group)\n        {", "        var group = TraversalLoop<T>.Group(in data);\n        for (var tree = 0; tree < trees; tree += group)\n        {\n            var output = 0;", Trees),
        new("trees of a row read the rows after it", "TraversalLoop.cs", "data.Values + (row * data.RowStride), 0, count, leaves", "data.Values + (row * data.RowStride), row + 1 < data.RowCount ? data.RowStride : 0, Math.Min(count, (int)(data.RowCount - row)), leaves", Trees),
    ];
}
